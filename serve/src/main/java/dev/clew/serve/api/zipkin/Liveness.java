package dev.clew.serve.api.zipkin;

import java.util.Optional;
import java.util.function.Supplier;

/// What Zipkin's probes ask of the whole process.
///
/// @param problem why Clew takes and answers nothing at present, if so
public record Liveness(String version, Supplier<Optional<String>> problem) {}
