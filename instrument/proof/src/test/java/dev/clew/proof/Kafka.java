package dev.clew.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Kafka's broker, which is also its own controller.
record Kafka(Program program, int port) implements AutoCloseable {
  static Kafka start(Path folder) throws IOException, InterruptedException {
    int port = Program.freePort();
    int controller = Program.freePort();
    Path settings =
        Files.writeString(
            folder.resolve("kafka.properties"),
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
            controller.listener.names=CONTROLLER
            log.dirs=%3$s
            offsets.topic.num.partitions=1
            offsets.topic.replication.factor=1
            num.partitions=1
            """
                .formatted(port, controller, folder.resolve("kafka")));
    Program.run(
        folder.resolve("kafka-format.log"),
        java(
            "kafka.tools.StorageTool",
            "format",
            "-t",
            "AAAAAAAAAAAAAAAAAAAAAQ",
            "-c",
            "" + settings));
    Path output = folder.resolve("kafka.log");
    return new Kafka(
        Program.start(output, java("kafka.Kafka", "" + settings)).untilOpen(port), port);
  }

  private static List<String> java(String main, String... arguments) throws IOException {
    return Everything.java(
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", Everything.libraries(), main),
        List.of(arguments));
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    program.close();
  }
}
