package dev.clew.everything;

import dev.clew.instrument.Traced;
import java.time.Duration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/// Spring WebFlux on Reactor Netty.
record FluxServer(int port) {
  static FluxServer start() {
    var context = new AnnotationConfigApplicationContext(Endpoint.class);
    HttpHandler handler = WebHttpHandlerBuilder.applicationContext(context).build();
    int port =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(handler))
            .bindNow()
            .port();
    return new FluxServer(port);
  }

  /// A reactive controller.
  @RestController
  @EnableWebFlux
  static class Endpoint {
    @GetMapping("/flux/{id}")
    Mono<String> order(@PathVariable("id") String id) {
      return later(id);
    }

    @Traced(value = "flux.later", result = true)
    Mono<String> later(String id) {
      return Mono.delay(Duration.ofMillis(30)).map(_ -> "order " + id);
    }
  }
}
