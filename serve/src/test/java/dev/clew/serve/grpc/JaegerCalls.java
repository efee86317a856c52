package dev.clew.serve.grpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/// gRPC's own client, with a message of Jaeger's that was written by hand.
public final class JaegerCalls {
  private static final MethodDescriptor<byte[], byte[]> POST_SPANS =
      method("jaeger.api_v2.CollectorService/PostSpans");
  private static final MethodDescriptor<byte[], byte[]> SAMPLING_STRATEGY =
      method("jaeger.api_v2.SamplingManager/GetSamplingStrategy");

  private JaegerCalls() {}

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static MethodDescriptor<byte[], byte[]> method(String name) {
    return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(name)
        .build();
  }

  /// Posts spans and returns the answer's message.
  public static byte[] post(int port, byte[] request) {
    return call(POST_SPANS, port, request);
  }

  /// Asks how to sample and returns the answer's message.
  public static byte[] samplingStrategy(int port, byte[] request) {
    return call(SAMPLING_STRATEGY, port, request);
  }

  private static byte[] call(MethodDescriptor<byte[], byte[]> method, int port, byte[] request) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      CallOptions patient = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
      return ClientCalls.blockingUnaryCall(channel, method, patient, request);
    } finally {
      channel.shutdownNow();
    }
  }
}
