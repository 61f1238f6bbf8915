import Contracts
import Testing

@Suite struct LanguageTests {
    @Test("A name is spelled in the language that is asked for")
    func names() {
        let dhaka = LocalizedName(en: "Dhaka", bn: "ঢাকা")
        #expect(dhaka[.english] == "Dhaka")
        #expect(dhaka[.bangla] == "ঢাকা")
    }
}
