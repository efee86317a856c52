package dev.clew.demo.http;

import org.jspecify.annotations.Nullable;

/// What a handler sees of a request: the fields of path, query and body as one, and who asks.
public record Request(Fields fields, @Nullable String authorization) {}
