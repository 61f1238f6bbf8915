// Stub: replaced as the floor is built.
