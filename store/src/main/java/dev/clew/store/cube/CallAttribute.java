package dev.clew.store.cube;

import dev.clew.store.ConnectionType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The span attributes that tell what kind of call a span is, and whom it calls; of several that
/// name the other side the last in this order does.
public enum CallAttribute {
  HTTP_METHOD("http.method", ConnectionType.HTTP, false),
  HTTP_REQUEST_METHOD("http.request.method", ConnectionType.HTTP, false),
  RPC_SYSTEM("rpc.system", ConnectionType.RPC, false),
  RPC_SYSTEM_NAME("rpc.system.name", ConnectionType.RPC, false),
  MESSAGING_SYSTEM("messaging.system", ConnectionType.MESSAGING, true),
  DB_SYSTEM("db.system", ConnectionType.DATABASE, true),
  DB_SYSTEM_NAME("db.system.name", ConnectionType.DATABASE, true),
  PEER_SERVICE("peer.service", ConnectionType.UNKNOWN, true),
  SERVICE_PEER_NAME("service.peer.name", ConnectionType.UNKNOWN, true);

  private static final Map<String, CallAttribute> BY_KEY =
      Stream.of(values()).collect(Collectors.toMap(each -> each.key, Function.identity()));

  private final String key;
  private final ConnectionType type;
  private final boolean isPeer;

  CallAttribute(String key, ConnectionType type, boolean isPeer) {
    this.key = key;
    this.type = type;
    this.isPeer = isPeer;
  }

  /// The attribute of this key, if it is one of these.
  public static Optional<CallAttribute> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  public String key() {
    return key;
  }

  ConnectionType type() {
    return type;
  }

  /// True when its value names the other side.
  public boolean isPeer() {
    return isPeer;
  }
}
