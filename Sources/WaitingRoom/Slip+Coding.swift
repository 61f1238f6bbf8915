package import Bytes

extension Slip {
    /// Appends the payload that a key with this id is to sign.
    package func encode(keyID: UInt32, into out: inout ByteBuffer) {
        out.reserve(SlipLayout.maximumPayload)
        out.append(SlipLayout.version)
        out.append(bigEndian: UInt64(keyID), width: 4)
        out.append(kindByte)
        out.append(bigEndian: UInt64(epoch), width: 4)
        out.append(bigEndian: gen, width: 6)
        out.append(bigEndian: UInt64(bitPattern: time), width: 6)
        out.append(bigEndian: binding, width: 8)
        switch kind {
        case .place(let number), .entry(let number):
            out.append(bigEndian: UInt64(number), width: SlipLayout.numberWidth)
        case .provisional(let boot, let sequence):
            out.append(bigEndian: boot, width: SlipLayout.numberWidth)
            out.append(bigEndian: UInt64(sequence), width: 4)
        }
        room.append(to: &out)
    }

    /// The slip in a payload whose tag was verified, or nil for anything but exactly one encoded slip.
    package init?(payload: RawSpan) {
        guard payload.byteCount >= SlipLayout.minimumPayload,
            payload.byteCount <= SlipLayout.maximumPayload,
            payload.byte(at: 0) == SlipLayout.version
        else { return nil }
        let number = payload.bigEndian(at: SlipLayout.number, width: SlipLayout.numberWidth)
        var roomStart = SlipLayout.sequence
        let kind: Kind
        switch payload.byte(at: SlipLayout.kind) {
        case 1: kind = .place(number: Int(number))
        case 2: kind = .entry(number: Int(number))
        case 3:
            roomStart += 4
            guard payload.byteCount > roomStart else { return nil }
            let sequence = payload.bigEndian(at: SlipLayout.sequence, width: 4)
            kind = .provisional(boot: number, sequence: UInt32(truncatingIfNeeded: sequence))
        default: return nil
        }
        guard let room = RoomName(payload.extracting(roomStart..<payload.byteCount)) else { return nil }
        self.init(
            room: room,
            epoch: UInt32(truncatingIfNeeded: payload.bigEndian(at: SlipLayout.epoch, width: 4)),
            gen: payload.bigEndian(at: SlipLayout.gen, width: 6),
            kind: kind,
            time: Int64(payload.bigEndian(at: SlipLayout.time, width: 6)),
            binding: payload.bigEndian(at: SlipLayout.binding, width: 8))
    }

    private var kindByte: UInt8 {
        switch kind {
        case .place: 1
        case .entry: 2
        case .provisional: 3
        }
    }
}
