package dev.clew.store;

import java.util.Optional;

/// Calls between two services that are counted together. Either may be a name that only the other
/// gave, as a database's.
///
/// @param client empty where there were too many series to tell clients apart
/// @param server empty where there were too many series to tell servers apart
public record CallSeries(Optional<String> client, Optional<String> server, ConnectionType type) {}
