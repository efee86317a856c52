/// Numbers over time: what the spans that a pipeline leaves come to, gathered into series.
///
/// What the language leaves open is decided so:
///
/// - A sample at `t` stands for the spans that start in `(t - step, t]`.
/// - A number that is no number (NaN), and a value that is none, is not gathered, but its span is
///   counted by `rate()` and `count_over_time()`. A sum of nothing is no point.
/// - Durations are gathered in nanoseconds and told in seconds, buckets of powers of two included.
/// - A quantile is the place in its bucket `(2^(n-1), 2^n]`, on a scale of powers, of the span of
///   rank `max(1, ceil(p * count))`.
/// - `topk` and `bottomk` take, of equal points, those of the series that come first.
/// - Two series meet in a calculation where all their labels but the name are equal; what meets
///   nothing falls away.
@NullMarked
package dev.clew.query.series;

import org.jspecify.annotations.NullMarked;
