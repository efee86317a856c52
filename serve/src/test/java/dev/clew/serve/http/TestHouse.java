package dev.clew.serve.http;

import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.serve.grpc.GrpcPort;
import dev.clew.serve.grpc.SpanCall;
import dev.clew.serve.grpc.SpanGrpc;
import dev.clew.serve.settings.Flag;
import dev.clew.serve.settings.Settings;
import dev.clew.serve.settings.SettingsException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The receiving doors on free ports, before a receiver of the test's own.
public final class TestHouse implements AutoCloseable {
  private static final String FREE = "0";

  /// How what the receiver was handed is written, oldest first.
  public final List<Format> formats = Collections.synchronizedList(new ArrayList<>());

  /// What the receiver was handed, oldest first.
  public final List<byte[]> bodies = Collections.synchronizedList(new ArrayList<>());

  public final UnreadBodies unread = new UnreadBodies();
  public final Budget budget;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final House house;
  private final int httpPort;
  private final int grpcPort;
  private final int jaegerGrpcPort;
  private final int zipkinPort;
  private final int jaegerPort;

  public TestHouse(Receiver receiver, Map<String, String> settings) {
    try {
      Settings read = Settings.read(Optional.empty(), Map.of(), flags(settings));
      budget = new Budget(read.receive().maxInFlightBytes());
      Intake intake =
          new Intake(kept(receiver), budget, read.receive().maxRequestBytes(), threads, unread);
      var origins = new Origins(List.of());
      var sealed = new SealedBodies(read.receive().keysFile());
      house = new House(read);
      var otlp = new OtlpHttp(intake, intake, sealed, origins);
      httpPort = house.open(new Door("http", 0, otlp::mount));
      zipkinPort = house.open(new Door("zipkin", 0, new ZipkinHttp(intake, origins)::mount));
      jaegerPort = house.open(new Door("jaeger", 0, new JaegerHttp(intake)::mount));
      grpcPort = house.open(new Door("grpc", 0, grpc(SpanCall.OTLP, intake)));
      jaegerGrpcPort = house.open(new Door("jaeger-grpc", 0, grpc(SpanCall.JAEGER, intake)));
    } catch (SettingsException | PortInUseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Consumer<ServerBuilder> grpc(SpanCall call, Intake intake) {
    return new GrpcPort(intake, () -> true, new SpanGrpc(call, intake))::mount;
  }

  public static TestHouse storing() {
    return new TestHouse((_, _, _, _) -> new Receipt.Stored(1), Map.of());
  }

  private Receiver kept(Receiver receiver) {
    return (tenant, body, encoding, format) -> {
      bodies.add(body);
      formats.add(format);
      return receiver.receive(tenant, body, encoding, format);
    };
  }

  private static Map<String, Flag> flags(Map<String, String> settings) {
    Map<String, Flag> flags = new HashMap<>();
    flags.put("ports.otlp-grpc", new Flag("test", FREE));
    settings.forEach((key, value) -> flags.put(key, new Flag("test", value)));
    return flags;
  }

  public int httpPort() {
    return httpPort;
  }

  public int grpcPort() {
    return grpcPort;
  }

  public int jaegerGrpcPort() {
    return jaegerGrpcPort;
  }

  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  public URI zipkin(String path) {
    return URI.create("http://127.0.0.1:" + zipkinPort + path);
  }

  public URI jaeger(String path) {
    return URI.create("http://127.0.0.1:" + jaegerPort + path);
  }

  public URI grpc(String path) {
    return URI.create("http://127.0.0.1:" + grpcPort + path);
  }

  @Override
  public void close() {
    house.close();
    threads.close();
  }
}
