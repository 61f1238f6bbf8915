package import Bytes

/// Signs slips and tells the true ones from others: HMAC-SHA-256 cut to 128 bits, base64url (DESIGN.md 4).
///
/// It sees a slip's payload as bytes, of which it knows two things: byte 0 is the version, and bytes 1 to 4
/// are the id of the key, big endian. Made once from a ring and shared by all loops; `open` takes no lock,
/// counts no reference and allocates nothing once the scratch buffer has its size.
// Sendable is sound: `slots` is filled in the initializer, never written again, freed with the last owner.
package final class SlipSealer: @unchecked Sendable {
    /// The most bytes of a payload.
    package static let maximumPayloadBytes = 96
    /// The most characters of a slip.
    package static let maximumTextBytes = 150
    private static let tagBytes = 16
    private static let headBytes = 5

    private struct Slot: ~Copyable {
        let id: UInt32
        let signFrom: Int64
        let mac: MACKey?
    }

    // Raw memory and not an array: reading an array element that owns a key would count references on a line
    // of memory that all cores share.
    private let slots: UnsafeMutableBufferPointer<Slot>
    /// When the oldest key began to sign, in milliseconds since 1970: no true slip is older.
    package let oldestSigning: Int64

    /// A sealer with the slip keys of a ring.
    package init(_ ring: KeyRing) throws(KeyError) {
        guard ring.signingSlip(at: 0) != nil else { throw .noKey }
        oldestSigning = ring.slips.map(\.signFrom).min() ?? 0
        let slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: ring.slips.count)
        for (index, key) in ring.slips.enumerated() {
            do throws(KeyError) {
                let slot = Slot(id: key.id, signFrom: key.signFrom, mac: try key.secret?.makeMACKey())
                slots.initializeElement(at: index, to: slot)
            } catch {
                for made in 0..<index { slots.deinitializeElement(at: made) }
                slots.deallocate()
                throw error
            }
        }
        self.slots = slots
    }

    deinit {
        slots.deinitialize()
        slots.deallocate()
    }

    /// The id that a new slip is to carry: of the youngest key whose time has come (milliseconds since 1970).
    package func signingKeyID(at now: Int64) -> UInt32 {
        slots[signingIndex(at: now)].id
    }

    /// Appends the slip of a payload, signed by the key that its bytes 1 to 4 name.
    ///
    /// - Returns: False, with nothing appended, for a payload of the wrong length or a key that cannot sign.
    package func seal(_ payload: RawSpan, into out: inout ByteBuffer) -> Bool {
        guard payload.byteCount >= Self.headBytes, payload.byteCount <= Self.maximumPayloadBytes,
            let index = index(of: payload.bigEndianHalfWord(at: 1)), let tag = tag(of: payload, with: index)
        else { return false }
        withUnsafeTemporaryAllocation(byteCount: payload.byteCount + Self.tagBytes, alignment: 8) { bytes in
            payload.withUnsafeBytes { bytes.copyMemory(from: $0) }
            bytes.storeBytes(of: tag.0.bigEndian, toByteOffset: payload.byteCount, as: UInt64.self)
            bytes.storeBytes(of: tag.1.bigEndian, toByteOffset: payload.byteCount + 8, as: UInt64.self)
            Base64URL.encode(UnsafeRawBufferPointer(bytes).bytes, into: &out)
        }
        return true
    }

    /// Opens the text of a slip.
    ///
    /// The scratch buffer is emptied first and then holds what the answer points at.
    package func open(_ text: RawSpan, at now: Int64, into scratch: inout ByteBuffer) -> SlipOpening {
        scratch.removeAll()
        guard text.byteCount <= Self.maximumTextBytes, Base64URL.decode(text, into: &scratch) else {
            return .malformed
        }
        let length = scratch.count - Self.tagBytes
        guard length >= Self.headBytes, length <= Self.maximumPayloadBytes else { return .malformed }
        return scratch.withReadable { bytes in
            let payload = bytes.extracting(0..<length)
            let id = payload.bigEndianHalfWord(at: 1)
            guard let index = index(of: id) else { return .unknownKey(id) }
            guard let right = tag(of: payload, with: index) else { return .retiredKey(id) }
            // Both words are always compared: the time says nothing about where a forged tag differs.
            let wrong =
                (right.0 ^ bytes.bigEndianWord(at: length)) | (right.1 ^ bytes.bigEndianWord(at: length + 8))
            guard wrong == 0 else { return .forged }
            let isOldKey = slots[index].signFrom < slots[signingIndex(at: now)].signFrom
            return .valid(payload: 0..<length, keyID: id, isOldKey: isOldKey)
        }
    }

    private func index(of id: UInt32) -> Int? {
        // From the youngest: nearly every slip carries its id.
        var index = slots.count - 1
        while index >= 0 {
            if slots[index].id == id { return index }
            index -= 1
        }
        return nil
    }

    private func tag(of payload: RawSpan, with index: Int) -> (UInt64, UInt64)? {
        switch slots[index].mac {
        case .some(let mac): mac.tag(of: payload)
        case .none: nil
        }
    }

    /// The same rule as `KeyRing.signingSlip(at:)`, without its array.
    private func signingIndex(at now: Int64) -> Int {
        var first = 0
        var index = slots.count - 1
        while index >= 0 {
            if hasSecret(index) {
                if slots[index].signFrom <= now { return index }
                first = index
            }
            index -= 1
        }
        return first
    }

    private func hasSecret(_ index: Int) -> Bool {
        switch slots[index].mac {
        case .some: true
        case .none: false
        }
    }
}
