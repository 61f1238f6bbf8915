"""Writes the sample timetable beside this folder: GTFS, and what GTFS has no files for (coaches, fares).

The facts are written by hand below: stations, lines with kilometres,
    trains with their stops and formations.
Only times are computed,
    from a departure and a speed. Names and places are those of Bangladesh; times,
distances and prices are invented,
    and no railway has said them. Run it without arguments after a change.
"""
import csv
import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent

# id: (English, Bangla, latitude, longitude)
STATIONS = {
    "DHA": ("Dhaka", "ঢাকা", 23.7320, 90.4262),
    "BBR": ("Biman Bandar", "বিমানবন্দর", 23.8518, 90.4082),
    "TGI": ("Tongi", "টঙ্গী", 23.8991, 90.4085),
    "JDP": ("Joydebpur", "জয়দেবপুর", 23.9992, 90.4203),
    "NSD": ("Narsingdi", "নরসিংদী", 23.9186, 90.7166),
    "BHB": ("Bhairab Bazar", "ভৈরব বাজার", 24.0517, 90.9866),
    "ASG": ("Ashuganj", "আশুগঞ্জ", 24.0388, 91.0068),
    "BBA": ("Brahmanbaria", "ব্রাহ্মণবাড়িয়া", 23.9690, 91.1078),
    "AKA": ("Akhaura", "আখাউড়া", 23.8709, 91.2069),
    "CUM": ("Cumilla", "কুমিল্লা", 23.4682, 91.1692),
    "LKM": ("Laksam", "লাকসাম", 23.2434, 91.1247),
    "FNI": ("Feni", "ফেনী", 23.0104, 91.3957),
    "CTG": ("Chattogram", "চট্টগ্রাম", 22.3310, 91.8283),
    "DHZ": ("Dohazari", "দোহাজারী", 22.1640, 92.0720),
    "CKR": ("Chakaria", "চকরিয়া", 21.7640, 92.0770),
    "CXB": ("Cox's Bazar", "কক্সবাজার", 21.4506, 92.0182),
    "CDP": ("Chandpur", "চাঁদপুর", 23.2300, 90.6500),
    "HJG": ("Hajiganj", "হাজীগঞ্জ", 23.2520, 90.8550),
    "NKL": ("Noakhali", "নোয়াখালী", 22.8320, 91.0990),
    "MJD": ("Maijdee Court", "মাইজদী কোর্ট", 22.8700, 91.0970),
    "SYG": ("Shayestaganj", "শায়েস্তাগঞ্জ", 24.2850, 91.4490),
    "SML": ("Sreemangal", "শ্রীমঙ্গল", 24.3083, 91.7333),
    "KLR": ("Kulaura", "কুলাউড়া", 24.5190, 92.0350),
    "MJG": ("Maijgaon", "মাইজগাঁও", 24.6630, 91.9550),
    "SYL": ("Sylhet", "সিলেট", 24.8820, 91.8670),
    "KSG": ("Kishoreganj", "কিশোরগঞ্জ", 24.4394, 90.7829),
    "GFG": ("Gafargaon", "গফরগাঁও", 24.4310, 90.5570),
    "MYM": ("Mymensingh", "ময়মনসিংহ", 24.7560, 90.4090),
    "JML": ("Jamalpur Town", "জামালপুর টাউন", 24.9230, 89.9480),
    "DWG": ("Dewanganj Bazar", "দেওয়ানগঞ্জ বাজার", 25.1450, 89.7780),
    "NTK": ("Netrokona", "নেত্রকোনা", 24.8830, 90.7280),
    "MHG": ("Mohanganj", "মোহনগঞ্জ", 24.8670, 90.9700),
    "TNG": ("Tangail", "টাঙ্গাইল", 24.2640, 89.9180),
    "IBR": ("Ibrahimabad", "ইব্রাহিমাবাদ", 24.3930, 89.8270),
    "SMA": ("Shahid M. Monsur Ali", "শহীদ এম. মনসুর আলী", 24.4010, 89.6420),
    "ULP": ("Ullapara", "উল্লাপাড়া", 24.3180, 89.5690),
    "CTM": ("Chatmohar", "চাটমোহর", 24.2290, 89.2890),
    "ISB": ("Ishwardi Bypass", "ঈশ্বরদী বাইপাস", 24.1560, 89.0610),
    "ABP": ("Abdulpur", "আব্দুলপুর", 24.2160, 88.9790),
    "RJS": ("Rajshahi", "রাজশাহী", 24.3745, 88.6042),
    "CNB": ("Chapainawabganj", "চাঁপাইনবাবগঞ্জ", 24.5965, 88.2775),
    "NTR": ("Natore", "নাটোর", 24.4130, 88.9860),
    "STR": ("Santahar", "সান্তাহার", 24.8080, 88.9860),
    "BGR": ("Bogura", "বগুড়া", 24.8510, 89.3710),
    "GBD": ("Gaibandha", "গাইবান্ধা", 25.3290, 89.5430),
    "JPH": ("Joypurhat", "জয়পুরহাট", 25.0970, 89.0270),
    "BRM": ("Birampur", "বিরামপুর", 25.3880, 88.9890),
    "PBT": ("Parbatipur", "পার্বতীপুর", 25.6590, 88.9180),
    "DNJ": ("Dinajpur", "দিনাজপুর", 25.6279, 88.6332),
    "THK": ("Thakurgaon Road", "ঠাকুরগাঁও রোড", 26.0130, 88.4270),
    "PCG": ("Panchagarh", "পঞ্চগড়", 26.3350, 88.5550),
    "SDP": ("Saidpur", "সৈয়দপুর", 25.7780, 88.8970),
    "NLP": ("Nilphamari", "নীলফামারী", 25.9310, 88.8560),
    "CLH": ("Chilahati", "চিলাহাটি", 26.2270, 88.7990),
    "RNG": ("Rangpur", "রংপুর", 25.7430, 89.2510),
    "KNA": ("Kaunia", "কাউনিয়া", 25.7790, 89.4230),
    "KRG": ("Kurigram", "কুড়িগ্রাম", 25.8050, 89.6360),
    "LMH": ("Lalmonirhat", "লালমনিরহাট", 25.9120, 89.4480),
    "BHM": ("Bheramara", "ভেড়ামারা", 24.0200, 88.9930),
    "PRD": ("Poradaha", "পোড়াদহ", 23.8560, 89.0260),
    "CDG": ("Chuadanga", "চুয়াডাঙ্গা", 23.6430, 88.8530),
    "JSR": ("Jashore", "যশোর", 23.1680, 89.2130),
    "KHL": ("Khulna", "খুলনা", 22.8200, 89.5590),
    "BNP": ("Benapole", "বেনাপোল", 23.0410, 88.8960),
    "BHG": ("Bhanga", "ভাঙ্গা", 23.3830, 89.9830),
    "FRP": ("Faridpur", "ফরিদপুর", 23.6030, 89.8330),
    "RJB": ("Rajbari", "রাজবাড়ী", 23.7570, 89.6440),
    "KST": ("Kushtia Court", "কুষ্টিয়া কোর্ট", 23.9060, 89.1230),
}

# Kilometres along each line, from Dhaka or from where the line begins.
LINES = """
EAST: DHA 0 BBR 18 TGI 23 NSD 55 BHB 87 ASG 91 BBA 109 AKA 121 CUM 165 LKM 189 FNI 229 CTG 320 DHZ
  361 CKR 418 CXB 471
SURMA: DHA 0 BBR 18 TGI 23 NSD 55 BHB 87 BBA 109 SYG 184 SML 230 KLR 271 MJG 296 SYL 319
HILLS: CTG 0 FNI 91 LKM 131 CUM 155 AKA 199 SYG 262 SML 308 KLR 349 MJG 374 SYL 397
COAST: DHA 0 BBR 18 NSD 55 BHB 87 BBA 109 AKA 121 CUM 165 LKM 189 MJD 235 NKL 241
RIVER: CTG 0 FNI 91 LKM 131 HJG 167 CDP 182
NORTH: DHA 0 BBR 18 JDP 33 TNG 95 IBR 117 SMA 138 ULP 158 CTM 195 ISB 216 ABP 232 NTR 249 STR 310
  JPH 349 BRM 385 PBT 418 DNJ 449 THK 520 PCG 556
WEST: DHA 0 BBR 18 JDP 33 TNG 95 IBR 117 SMA 138 ULP 158 CTM 195 ISB 216 ABP 232 RJS 273 CNB 322
TEESTA: DHA 0 BBR 18 JDP 33 TNG 95 IBR 117 SMA 138 CTM 195 NTR 249 STR 310 BGR 350 GBD 410 KNA 462 RNG 480
LALMONI: DHA 0 BBR 18 JDP 33 TNG 95 IBR 117 SMA 138 ULP 158 NTR 249 STR 310 BGR 350 GBD 410 KNA 462
  LMH 480
DHARLA: DHA 0 BBR 18 NTR 249 STR 310 JPH 349 PBT 418 RNG 456 KNA 473 KRG 505
NILPHAMARI: DHA 0 BBR 18 JDP 33 IBR 117 SMA 138 NTR 249 STR 310 JPH 349 BRM 385 PBT 418 SDP 434 NLP
  455 CLH 493
BRIDGE: DHA 0 BHG 77 FRP 110 RJB 142 KST 195 PRD 205 CDG 240 JSR 310 KHL 367
BORDER: DHA 0 BHG 77 FRP 110 RJB 142 KST 195 PRD 205 CDG 240 JSR 310 BNP 345
HARDINGE: DHA 0 BBR 18 JDP 33 IBR 117 ULP 158 CTM 195 ISB 216 BHM 240 PRD 255 CDG 290 JSR 360 KHL 417
BRAHMAPUTRA: DHA 0 BBR 18 JDP 33 GFG 88 MYM 123 JML 177 DWG 215
HAOR: DHA 0 BBR 18 JDP 33 GFG 88 MYM 123 NTK 170 MHG 198
KISHORE: DHA 0 BBR 18 TGI 23 NSD 55 BHB 87 KSG 142
"""

# Seats abreast and seats in a coach; the last row may be short.
LAYOUTS = {
    "sleeper": ("2+2", 56),
    "snigdha": ("2+2", 55),
    "snigdha-broad": ("2+2", 80),
    "first": ("2+2", 56),
    "chair": ("2+2", 60),
    "chair-broad": ("3+2", 90),
    "bench": ("3+2", 105),
}
# id: (rank, English, Bangla, base, per kilometre, minimum) in paisa
CLASSES = {
    "ac_s": (1, "AC seat", "এসি সিট", 12000, 310, 20000),
    "snigdha": (2, "Snigdha (air-conditioned chair)", "স্নিগ্ধা", 9000, 255, 15000),
    "f_seat": (3, "First class seat", "প্রথম শ্রেণি সিট", 7000, 190, 12000),
    "s_chair": (4, "Shovan chair", "শোভন চেয়ার", 4500, 125, 5000),
    "shovan": (5, "Shovan", "শোভন", 3500, 105, 4000),
}
# What a train is made of, from the engine on: how many coaches of which class and layout.
FORMATIONS = """
METRE: 4 s_chair chair, 2 snigdha snigdha, 1 ac_s sleeper, 3 s_chair chair, 1 f_seat first
METRE_LONG: 6 s_chair chair, 3 snigdha snigdha, 2 ac_s sleeper, 5 s_chair chair
METRE_SHORT: 3 shovan bench, 3 s_chair chair, 1 f_seat first
METRE_LOCAL: 3 shovan bench, 2 s_chair chair
BROAD: 4 s_chair chair-broad, 2 snigdha snigdha-broad, 1 ac_s sleeper, 4 s_chair chair-broad
BROAD_SHORT: 5 s_chair chair-broad, 2 snigdha snigdha-broad, 1 f_seat first
BROAD_FAST: 6 s_chair chair-broad, 4 snigdha snigdha-broad, 2 ac_s sleeper
"""

# route | English | Bangla | line | formation | km/h | number, departure and day off along the line
# | and back | where it does not stop
TRAINS = """
SUB | Suborno Express | সুবর্ণ এক্সপ্রেস | EAST | METRE_LONG | 66 | 702 16:30 mon | 701 07:00 mon |
  TGI NSD BHB ASG BBA AKA CUM LKM FNI DHZ CKR CXB
SBE | Sonar Bangla Express | সোনার বাংলা এক্সপ্রেস | EAST | METRE_LONG | 68 | 788 07:00 wed |
  787 17:00 tue | TGI NSD BHB ASG BBA AKA CUM LKM FNI DHZ CKR CXB
MNP | Mahanagar Express | মহানগর এক্সপ্রেস | EAST | METRE | 56 | 722 21:20 sun | 721 12:30 sun |
  DHZ CKR CXB
TRN | Turna Express | তূর্ণা এক্সপ্রেস | EAST | METRE_LONG | 54 | 742 23:15 | 741 23:30 |
  TGI NSD ASG DHZ CKR CXB
CXE | Cox's Bazar Express | কক্সবাজার এক্সপ্রেস | EAST | METRE_LONG | 62 | 814 22:30 mon |
  813 12:30 tue | TGI NSD BHB ASG BBA AKA CUM LKM FNI
PAR | Parabat Express | পারাবত এক্সপ্রেস | SURMA | METRE_LONG | 54 | 709 06:20 mon | 710 16:00 mon |
  TGI NSD MJG
JAY | Jayantika Express | জয়ন্তিকা এক্সপ্রেস | SURMA | METRE | 50 | 717 11:15 tue | 718 12:00 thu | TGI
UPB | Upaban Express | উপবন এক্সপ্রেস | SURMA | METRE | 50 | 739 22:00 wed | 740 23:30 mon | TGI NSD
PHR | Paharika Express | পাহাড়িকা এক্সপ্রেস | HILLS | METRE | 47 | 719 07:50 mon | 720 10:30 sat |
UPK | Upakul Express | উপকূল এক্সপ্রেস | COAST | METRE_SHORT | 48 | 712 15:10 tue | 711 06:00 wed |
MGN | Meghna Express | মেঘনা এক্সপ্রেস | RIVER | METRE_SHORT | 45 | 729 17:15 | 730 05:00 |
EGP | Egarosindhur Provati | এগারসিন্ধুর প্রভাতী | KISHORE | METRE_LOCAL | 44 | 737 07:15 wed |
  738 12:50 | TGI
TST | Tista Express | তিস্তা এক্সপ্রেস | BRAHMAPUTRA | METRE_SHORT | 46 | 707 07:30 mon | 708 15:00 mon |
HAO | Haor Express | হাওর এক্সপ্রেস | HAOR | METRE_SHORT | 44 | 777 22:15 thu | 778 08:00 thu |
SIL | Silk City Express | সিল্কসিটি এক্সপ্রেস | WEST | BROAD | 58 | 753 14:30 sun | 754 07:40 sun |
  TNG CNB
BAN | Banalata Express | বনলতা এক্সপ্রেস | WEST | BROAD_FAST | 72 | 791 13:30 fri | 792 06:00 fri |
  JDP TNG IBR SMA ULP CTM ISB ABP
PDM | Padma Express | পদ্মা এক্সপ্রেস | WEST | BROAD | 56 | 759 22:45 tue | 760 16:00 tue | CNB
EKO | Ekota Express | একতা এক্সপ্রেস | NORTH | BROAD | 56 | 705 10:15 | 706 21:10 | CTM ABP ISB
PCE | Panchagarh Express | পঞ্চগড় এক্সপ্রেস | NORTH | BROAD_FAST | 62 | 793 23:30 | 794 12:20 |
  JDP TNG IBR SMA ULP CTM ISB ABP BRM
NIL | Nilsagar Express | নীলসাগর এক্সপ্রেস | NILPHAMARI | BROAD | 54 | 765 06:45 mon | 766 20:00 sun |
RNE | Rangpur Express | রংপুর এক্সপ্রেস | TEESTA | BROAD_SHORT | 50 | 771 09:10 mon | 772 20:10 sun |
LAL | Lalmoni Express | লালমনি এক্সপ্রেস | LALMONI | BROAD_SHORT | 50 | 751 21:45 fri | 752 10:20 fri |
KUR | Kurigram Express | কুড়িগ্রাম এক্সপ্রেস | DHARLA | BROAD_SHORT | 56 | 797 20:45 wed |
  798 07:20 wed |
SUN | Sundarban Express | সুন্দরবন এক্সপ্রেস | BRIDGE | BROAD | 62 | 726 08:00 wed | 725 21:45 tue |
CTA | Chitra Express | চিত্রা এক্সপ্রেস | HARDINGE | BROAD | 52 | 764 19:30 sun | 763 09:00 sun |
BEN | Benapole Express | বেনাপোল এক্সপ্রেস | BORDER | BROAD_SHORT | 58 | 796 23:45 wed |
  795 13:00 wed | RJB
"""
# Coaches are called by the letters of the Bangla alphabet, in the spelling that is painted on them.
LETTERS = """
KA ক KHA খ GA গ GHA ঘ UMA ঙ CHA চ SCHA ছ JA জ JHA ঝ NEO ঞ TA ট THA ঠ DA ড DHA ঢ TO ত THO থ
""".split()
DAYS = "mon tue wed thu fri sat sun".split()
FIRST_DAY, LAST_DAY = "20260101", "20301231"
# Days before and after the two Eids, when trains run that have their day off.
EXTRA_DAYS = """
20260317 20260318 20260322 20260523 20260524 20260525 20260531
20270306 20270307 20270308 20270513 20270514 20270515
""".split()


def write(name, header, rows):
    """One file, every line ended by a newline alone."""
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header.split())
        out.writerows(rows)


def rows_of(text):
    """The rows of a table above; a line that begins with spaces belongs to the one before."""
    return text.strip().replace("\n  ", " ").split("\n")


def entries(text):
    """The rows of a table above, split at their colon."""
    return dict(row.split(": ") for row in rows_of(text))


def stops_of(line, left_out):
    """The stations of a line at which a train stops, with their kilometres."""
    words = line.split()
    pairs = [(words[i], int(words[i + 1])) for i in range(0, len(words), 2)]
    return [pair for pair in pairs if pair[0] not in left_out.split()]


def backwards(stops):
    return [(station, stops[-1][1] - km) for station, km in reversed(stops)]


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def stop_times(stops, departure, speed):
    """Arrival and departure at each stop, in minutes; a longer stop where lines meet."""
    hours, minutes = map(int, departure.split(":"))
    now = hours * 60 + minutes
    rows = []
    for index, (station, km) in enumerate(stops):
        if index > 0:
            now += max(4, round((km - stops[index - 1][1]) / speed * 60))
        is_end = index in (0, len(stops) - 1)
        wait = 0 if is_end else 10 if station in ("AKA", "PBT", "STR", "LKM", "CTG") else 3
        rows.append((station, now, now + wait, km - stops[0][1]))
        now += wait
    return rows


def formation(text):
    """Label, its Bangla letter, class and layout of each coach."""
    kinds = []
    for part in text.split(", "):
        count, *kind = part.split()
        kinds += [kind] * int(count)
    return [(LETTERS[2 * i], LETTERS[2 * i + 1], *kind) for i, kind in enumerate(kinds)]


def all_trains():
    """One train a number: route, number, departure, day off, direction, stops, speed, coaches."""
    lines, formations = entries(LINES), entries(FORMATIONS)
    for row in rows_of(TRAINS):
        route, _, _, line, plan, speed, *ways, left_out = [word.strip() for word in row.split("|")]
        stops = stops_of(lines[line], left_out)
        for direction, way in enumerate(ways):
            number, departure, *off = way.split()
            path = backwards(stops) if direction else stops
            times = stop_times(path, departure, int(speed))
            yield route, number, off, direction, times, formation(formations[plan])


def main():
    trips, times, coaches, fares, services = [], [], [], [], {}
    for route, number, off, direction, stops, plan in all_trains():
        service = f"not-{off[0]}" if off else "daily"
        services[service] = [0 if day in off else 1 for day in DAYS]
        trips.append((route, service, number, number, STATIONS[stops[-1][0]][0], direction))
        times += [
            (number, clock(a), clock(d), s, i, f"{km}.0") for i, (s, a, d, km) in enumerate(stops)
        ]
        coaches += [(number, i, *coach) for i, coach in enumerate(plan)]
        for kind in sorted({coach[2] for coach in plan}, key=lambda kind: CLASSES[kind][0]):
            fares.append((number, kind, *CLASSES[kind][3:]))
    write_schedule(trips, times, services)
    write_names()
    write("classes.csv", "class_id rank name_en name_bn",
          [(key, rank, en, bn) for key, (rank, en, bn, *_) in CLASSES.items()])
    write("layouts.csv", "layout_id abreast seats", [(k, *v) for k, v in LAYOUTS.items()])
    write("coaches.csv", "trip_id coach_sequence label label_bn class_id layout_id", coaches)
    write("fares.csv", "trip_id class_id base per_km minimum", fares)
    seats = sum(LAYOUTS[coach[5]][1] for coach in coaches)
    print(f"{len(STATIONS)} stations, {len(trips)} trains, {len(coaches)} coaches, {seats} seats")


def write_schedule(trips, times, services):
    write("trips.txt",
          "route_id service_id trip_id trip_short_name trip_headsign direction_id", trips)
    write("stop_times.txt",
          "trip_id arrival_time departure_time stop_id stop_sequence shape_dist_traveled", times)
    write("calendar.txt",
          "service_id monday tuesday wednesday thursday friday saturday sunday start_date end_date",
          [(service, *days, FIRST_DAY, LAST_DAY) for service, days in sorted(services.items())])
    write("calendar_dates.txt", "service_id date exception_type",
          [(s, day, 1) for s in sorted(services) if s != "daily" for day in EXTRA_DAYS])


def write_names():
    routes = [[word.strip() for word in row.split("|")][:3] for row in rows_of(TRAINS)]
    write("agency.txt", "agency_id agency_name agency_url agency_timezone agency_lang",
          [("BR", "Bangladesh Railway", "https://railway.example", "Asia/Dhaka", "en")])
    write("stops.txt", "stop_id stop_name stop_lat stop_lon",
          [(k, en, f"{lat:.4f}", f"{lon:.4f}") for k, (en, _, lat, lon) in STATIONS.items()])
    write("routes.txt", "route_id agency_id route_short_name route_long_name route_type",
          [(route, "BR", route, english, 2) for route, english, _ in routes])
    write("translations.txt", "table_name field_name language translation record_id",
          [("agency", "agency_name", "bn", "বাংলাদেশ রেলওয়ে", "BR")]
          + [("stops", "stop_name", "bn", bn, key) for key, (_, bn, _, _) in STATIONS.items()]
          + [("routes", "route_long_name", "bn", bangla, route) for route, _, bangla in routes])
    write("feed_info.txt",
          "feed_publisher_name feed_publisher_url feed_lang feed_start_date feed_end_date feed_version",
          [("Sluice sample timetable", "https://railway.example", "en", FIRST_DAY, LAST_DAY, "1")])


main()
