package dev.clew.everything;

import java.util.HashMap;
import java.util.Map;

/// Serves until its standard input ends; says its ports first.
///
/// Where PostgreSQL, Redis and Kafka are, the properties `postgres`, `redis` and `kafka` say.
public final class Everything {
  private Everything() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, Action> actions = new HashMap<>();
    WebServer web = WebServer.start(actions);
    FluxServer flux = FluxServer.start();
    new Databases().addTo(actions);
    new RedisClients().addTo(actions);
    new HttpClients(web.port()).addTo(actions);
    new Messages().addTo(actions);
    new Guarded().addTo(actions);
    new Remembered().addTo(actions);
    new Notes().addTo(actions);
    new Sales().addTo(actions);
    new Threads().addTo(actions);
    new Annotated().addTo(actions);
    System.out.println("ports " + web.port() + " " + flux.port());
    while (System.in.read() >= 0) {
      // Nothing is said to it; the end of the input ends it.
    }
    System.exit(0);
  }
}
