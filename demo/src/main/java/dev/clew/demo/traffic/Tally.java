package dev.clew.demo.traffic;

/// What became of the requests so far.
///
/// @param refused answered with an error status, which the shop does on purpose now and then
/// @param unanswered not answered at all, which should not happen
/// @param skipped not sent, because too many were on their way already
public record Tally(long requests, long refused, long unanswered, long skipped) {}
