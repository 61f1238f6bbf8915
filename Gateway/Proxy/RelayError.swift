/// Whose side ended a response before its body was relayed.
enum RelayError: Error {
    case upstream
    case client
}
