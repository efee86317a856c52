package dev.clew.analyze;

import dev.clew.model.SpanId;

/// A stretch of a trace's time for which one span alone answers.
public record PathSection(SpanId span, long startNanos, long endNanos) {}
