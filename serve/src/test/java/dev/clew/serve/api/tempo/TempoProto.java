package dev.clew.serve.api.tempo;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.opentelemetry.proto.common.v1.CommonProto;
import io.opentelemetry.proto.trace.v1.TraceProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The messages of `docs/tempo.proto`, as protobuf's own library knows them: reads of the language
/// what that file uses.
final class TempoProto {
  private static final Pattern BLOCK =
      Pattern.compile("^(message|enum) (\\w+) \\{\\n(.*?)^}", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("(repeated )?(map<string, (\\w+)>|[\\w.]+) (\\w+) = (\\d+);");
  private static final Pattern VALUE = Pattern.compile("(\\w+) = (\\d+);");
  private static final Map<String, FieldDescriptorProto.Type> SCALARS =
      Map.of(
          "string", FieldDescriptorProto.Type.TYPE_STRING,
          "uint32", FieldDescriptorProto.Type.TYPE_UINT32,
          "uint64", FieldDescriptorProto.Type.TYPE_UINT64,
          "int64", FieldDescriptorProto.Type.TYPE_INT64,
          "double", FieldDescriptorProto.Type.TYPE_DOUBLE);
  private static final FileDescriptor FILE = file();

  private TempoProto() {}

  static Descriptor message(String name) {
    return FILE.findMessageTypeByName(name);
  }

  private static FileDescriptor file() {
    try {
      String text = Files.readString(Path.of("../docs/tempo.proto"));
      var file =
          FileDescriptorProto.newBuilder()
              .setSyntax("proto3")
              .setPackage("tempopb")
              .addAllDependency(
                  List.of(
                      "opentelemetry/proto/common/v1/common.proto",
                      "opentelemetry/proto/trace/v1/trace.proto"));
      BLOCK
          .matcher(text)
          .results()
          .forEach(block -> add(file, block.group(1), block.group(2), block.group(3)));
      return FileDescriptor.buildFrom(
          file.build(),
          new FileDescriptor[] {CommonProto.getDescriptor(), TraceProto.getDescriptor()});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(FileDescriptorProto.Builder file, String what, String name, String body) {
    if (what.equals("message")) {
      file.addMessageType(message(name, body));
      return;
    }
    var words = EnumDescriptorProto.newBuilder().setName(name);
    VALUE
        .matcher(body)
        .results()
        .forEach(value ->
            words.addValue(
                EnumValueDescriptorProto.newBuilder()
                    .setName(value.group(1))
                    .setNumber(Integer.parseInt(value.group(2)))));
    file.addEnumType(words);
  }

  private static DescriptorProto.Builder message(String name, String body) {
    var message = DescriptorProto.newBuilder().setName(name);
    Matcher field = FIELD.matcher(body);
    while (field.find()) {
      String type = field.group(2);
      boolean isMap = field.group(3) != null;
      if (isMap) {
        type = ".tempopb." + name + "." + entry(field.group(4));
        message.addNestedType(entry(field.group(4), field.group(3)));
      }
      message.addField(
          field(field.group(4), Integer.parseInt(field.group(5)), type)
              .setLabel(
                  isMap || field.group(1) != null ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL));
    }
    return message;
  }

  private static String entry(String field) {
    return Character.toUpperCase(field.charAt(0)) + field.substring(1) + "Entry";
  }

  private static DescriptorProto.Builder entry(String field, String valueType) {
    return DescriptorProto.newBuilder()
        .setName(entry(field))
        .setOptions(MessageOptions.newBuilder().setMapEntry(true))
        .addField(field("key", 1, "string").setLabel(Label.LABEL_OPTIONAL))
        .addField(field("value", 2, valueType).setLabel(Label.LABEL_OPTIONAL));
  }

  private static FieldDescriptorProto.Builder field(String name, int number, String type) {
    var field = FieldDescriptorProto.newBuilder().setName(name).setNumber(number);
    if (SCALARS.containsKey(type)) {
      return field.setType(SCALARS.get(type));
    }
    String full =
        type.startsWith(".") ? type : type.contains(".") ? "." + type : ".tempopb." + type;
    return field
        .setType(
            type.equals("PartialStatus")
                ? FieldDescriptorProto.Type.TYPE_ENUM
                : FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName(full);
  }
}
