import Glibc

/// Timetables for tests: the one of the repository, and a small one whose files a test may spoil.
enum SampleFeed {
    /// The folder of the repository's timetable.
    static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/") + "/Services/Booking/data"
    }()

    /// A file of the repository's timetable.
    static func file(_ name: String) -> [UInt8]? {
        guard let file = fopen("\(folder)/\(name)", "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&piece, 1, piece.count, file)
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }

    /// Two trains over four stations.
    static let small: [String: String] = [
        "agency.txt":
            "agency_id,agency_name,agency_url,agency_timezone\nR,Rail,https://r.example,Asia/Dhaka\n",
        "stops.txt": """
        stop_id,stop_name,stop_lat,stop_lon
        A,Alpha,23.7,90.4
        B,"Beta, town",23.8,90.5
        C,Gamma,23.9,90.6
        D,Delta,24,90.7

        """,
        "routes.txt": "route_id,route_long_name,route_type\nX,Express,2\n",
        "trips.txt": "route_id,service_id,trip_id,trip_short_name\nX,daily,t1,701\nX,daily,t2,702\n",
        "stop_times.txt": """
        trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled
        t1,07:00:00,07:00:00,A,0,0.0
        t1,08:00:00,08:05:00,B,5,50.2
        t1,09:00:00,09:05:00,C,6,100
        t1,10:00:00,10:00:00,D,7,150
        t2,23:00:00,23:00:00,D,0,0
        t2,25:30:00,25:30:00,A,1,150

        """,
        "calendar.txt": """
        service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
        daily,1,1,1,1,0,1,1,20260101,20281231

        """,
        "calendar_dates.txt": "service_id,date,exception_type\ndaily,20261225,1\ndaily,20261226,2\n",
        "translations.txt": """
        table_name,field_name,language,translation,record_id
        stops,stop_name,bn,আলফা,A
        routes,route_long_name,bn,এক্সপ্রেস,X

        """,
        "feed_info.txt": "feed_publisher_name,feed_version\nTest,7\n",
        "classes.csv": "class_id,rank,name_en,name_bn\nchair,2,Chair,চেয়ার\nbest,1,Best,সেরা\n",
        "layouts.csv": "layout_id,abreast,seats\nshort,2+2,6\nwide,3+2,10\n",
        "coaches.csv": """
        trip_id,coach_sequence,label,label_bn,class_id,layout_id
        t1,0,KA,ক,chair,short
        t1,1,KHA,খ,best,wide
        t2,0,KA,ক,chair,wide

        """,
        "fares.csv": """
        trip_id,class_id,base,per_km,minimum
        t1,chair,1000,100,2500
        t1,best,5000,300,10000
        t2,chair,1000,100,2500

        """,
    ]
}
