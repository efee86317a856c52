package dev.clew.serve.api.jaeger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clew.query.QueryEngine;
import dev.clew.query.QueryLimits;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.Pinning;
import dev.clew.store.SpanStore;
import dev.clew.wire.proto.ProtoWriter;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// gRPC's own client before Jaeger's query API over a store of the test's own.
final class JaegerCalls implements AutoCloseable {
  static final String V2 = "jaeger.api_v2.QueryService/";
  static final String V3 = "jaeger.api_v3.QueryService/";

  private final ApiHouse house;
  private final ManagedChannel channel;

  JaegerCalls(SpanStore store) {
    var engine = new QueryEngine(store, QueryLimits.defaults(), () -> ApiHouse.NOW);
    house =
        ApiHouse.serving((server, meter) ->
            new JaegerGrpc(engine, new Pinning(store), () -> true, () -> ApiHouse.NOW, meter)
                .mount(server));
    int port = house.address("/").getPort();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    house.close();
  }

  /// Messages as they are.
  private static final class AsBytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return MethodDescriptor.newBuilder(new AsBytes(), new AsBytes())
        .setType(type)
        .setFullMethodName(name)
        .build();
  }

  /// Asks one question after the other, each once that before was answered.
  List<byte[]> converse(String name, List<byte[]> questions) throws InterruptedException {
    var answers = new LinkedBlockingQueue<byte[]>();
    var end = new CountDownLatch(1);
    StreamObserver<byte[]> call =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(method(name, MethodType.BIDI_STREAMING), CallOptions.DEFAULT),
            new StreamObserver<>() {
              @Override
              public void onNext(byte[] answer) {
                answers.add(answer);
              }

              @Override
              public void onError(Throwable problem) {}

              @Override
              public void onCompleted() {
                end.countDown();
              }
            });
    var all = new ArrayList<byte[]>();
    for (byte[] question : questions) {
      call.onNext(question);
      all.add(Objects.requireNonNull(answers.poll(20, TimeUnit.SECONDS), "an answer"));
    }
    call.onCompleted();
    assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
    return all;
  }

  List<byte[]> call(String name, byte[] request) {
    MethodDescriptor<byte[], byte[]> method = method(name, MethodType.SERVER_STREAMING);
    var all = new ArrayList<byte[]>();
    ClientCalls.blockingServerStreamingCall(
            channel, method, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), request)
        .forEachRemaining(all::add);
    return all;
  }

  Status refused(String name, byte[] request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> call(name, request))
        .getStatus();
  }

  /// How a call ends.
  Status status(String name, byte[] request) {
    try {
      call(name, request);
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  static ProtoWriter text(int field, String value) {
    var out = new ProtoWriter();
    out.text(field << 3 | 2, value);
    return out;
  }

  static ProtoWriter bytes(int field, byte[] value) {
    var out = new ProtoWriter();
    out.bytes(field << 3 | 2, value);
    return out;
  }

  static void time(ProtoWriter out, int field, long seconds) {
    int mark = out.begin(field << 3 | 2);
    out.varint(1 << 3, seconds);
    out.end(mark);
  }

  static ProtoWriter times(long from, long to) {
    var out = new ProtoWriter();
    time(out, 1, from);
    time(out, 2, to);
    return out;
  }

  /// A query for the traces of a service.
  static ProtoWriter query(String service, long from, long to) {
    var out = new ProtoWriter();
    int mark = out.begin(1 << 3 | 2);
    out.text(1 << 3 | 2, service);
    time(out, 4, from);
    time(out, 5, to);
    out.end(mark);
    return out;
  }
}
