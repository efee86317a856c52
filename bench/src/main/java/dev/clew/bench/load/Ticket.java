package dev.clew.bench.load;

import dev.clew.bench.data.Round;
import dev.clew.bench.data.Template;

/// One request to send.
///
/// @param dueNanos by the run's clock, when it should leave
record Ticket(Template template, Round round, long dueNanos) {}
