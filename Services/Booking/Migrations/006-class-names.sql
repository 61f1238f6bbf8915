-- What a class is called stands on the ticket as the timetable has it: booking knows the names.
CREATE OR REPLACE FUNCTION booking.ticket_body(p_order uuid) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'order', o.id, 'account', o.account, 'admission', o.admission, 'language', o.language,
        'contact', jsonb_strip_nulls(jsonb_build_object('phone', o.phone, 'email', o.email)),
        'payment', o.paid_by, 'amount_minor', o.amount, 'currency', o.currency,
        'trip', jsonb_build_object('id', t.id, 'train_number', n.number, 'date', t.date,
            'train_name', jsonb_build_object('en', n.name_en, 'bn', n.name_bn)),
        'from', jsonb_build_object('id', f.id, 'index', fs.index, 'departs', fs.departs_at,
            'name', jsonb_build_object('en', f.name_en, 'bn', f.name_bn)),
        'to', jsonb_build_object('id', u.id, 'index', us.index, 'arrives', us.arrives_at,
            'name', jsonb_build_object('en', u.name_en, 'bn', u.name_bn)),
        'passengers', (
            SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                'seat', jsonb_build_object(
                    'coach', c.label, 'label', s.label, 'class', s.class, 'number', s.number,
                    'class_name', jsonb_build_object('en', k.name_en, 'bn', k.name_bn)),
                'name', p.name, 'document', p.document, 'price_minor', p.price)) ORDER BY p.seat)
            FROM booking.order_passenger p
            JOIN booking.seat s ON s.trip = o.trip AND s.number = p.seat
            JOIN booking.coach c ON c.trip = s.trip AND c.index = s.coach
            JOIN booking.class k ON k.id = s.class
            WHERE p.booking_order = o.id))
    FROM booking.booking_order o
    JOIN booking.hold h ON h.id = o.hold
    JOIN booking.trip t ON t.id = o.trip
    JOIN booking.train n ON n.number = t.train
    JOIN booking.trip_stop fs ON fs.trip = t.id AND fs.index = h.a
    JOIN booking.station f ON f.id = fs.station
    JOIN booking.trip_stop us ON us.trip = t.id AND us.index = h.b
    JOIN booking.station u ON u.id = us.station
    WHERE o.id = p_order
$$;
