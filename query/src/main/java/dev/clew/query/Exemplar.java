package dev.clew.query;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.OptionalDouble;

/// A span that stands for many of a series.
///
/// @param value what was gathered of it, durations in seconds; nothing where spans are only counted
public record Exemplar(TraceId trace, SpanId span, long startNanos, OptionalDouble value) {}
