package dev.clew.serve.http;

import com.linecorp.armeria.server.ServerBuilder;
import java.util.function.Consumer;

/// A port to open and what answers there.
///
/// @param setting the key that moves the port
public record Door(String setting, int port, Consumer<ServerBuilder> routes) {}
