package dev.clew.store;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import java.util.Optional;

/// Spans that are counted together.
///
/// @param service empty where there were too many series to tell their services apart
/// @param name empty where there were too many series to tell their names apart
public record SpanSeries(
    Optional<String> service, Optional<String> name, SpanKind kind, StatusCode status) {}
