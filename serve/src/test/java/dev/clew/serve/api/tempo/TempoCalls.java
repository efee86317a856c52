package dev.clew.serve.api.tempo;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// gRPC's own client of the streams.
final class TempoCalls implements AutoCloseable {
  private final ManagedChannel channel;

  TempoCalls(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /// The messages that answer a call, to the stream's end.
  List<DynamicMessage> call(String name, DynamicMessage request, String answer) {
    return collect(name, request, TempoProto.message(answer));
  }

  private List<DynamicMessage> collect(String name, DynamicMessage request, Descriptor answer) {
    var method =
        MethodDescriptor.newBuilder(
                ProtoUtils.marshaller(
                    DynamicMessage.getDefaultInstance(request.getDescriptorForType())),
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(answer)))
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("tempopb.StreamingQuerier/" + name)
            .build();
    var all = new ArrayList<DynamicMessage>();
    ClientCalls.blockingServerStreamingCall(
            channel, method, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), request)
        .forEachRemaining(all::add);
    return all;
  }

  static DynamicMessage request(String type, Map<String, Object> fields) {
    Descriptor descriptor = TempoProto.message(type);
    var message = DynamicMessage.newBuilder(descriptor);
    fields.forEach((name, value) -> {
      FieldDescriptor field = descriptor.findFieldByName(name);
      if (field.isMapField()) {
        ((Map<?, ?>) value)
            .forEach((key, each) ->
                message.addRepeatedField(field, entry(field.getMessageType(), key, each)));
      } else {
        message.setField(field, value);
      }
    });
    return message.build();
  }

  private static DynamicMessage entry(Descriptor entry, Object key, Object value) {
    return DynamicMessage.newBuilder(entry)
        .setField(entry.findFieldByNumber(1), key)
        .setField(entry.findFieldByNumber(2), value)
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
