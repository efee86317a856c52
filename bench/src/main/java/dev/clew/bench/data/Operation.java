package dev.clew.bench.data;

/// One thing a service does again and again, and what all its spans have in common.
///
/// @param subject the noun it is about, for paths, tables and topics
/// @param method of an HTTP operation, else empty
/// @param medianNanos its own median duration
record Operation(
    Family family,
    String name,
    String subject,
    String method,
    double medianNanos,
    AttributeBytes.Fixed attributes) {}
