package dev.clew.example;

import dev.clew.instrument.Clew;
import dev.clew.instrument.Traced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// A Spring Boot service: the starter traces its requests, its annotated beans and its log.
@SpringBootApplication
public class SpringBootService {
  private static final Logger LOG = LoggerFactory.getLogger(SpringBootService.class);

  public static void main(String[] arguments) {
    SpringApplication.run(SpringBootService.class, arguments);
    LOG.info("try: curl -i http://127.0.0.1:8082/prices/tea");
  }

  /// What the service answers.
  @RestController
  static class Endpoint {
    private final Prices prices;

    Endpoint(Prices prices) {
      this.prices = prices;
    }

    @GetMapping("/prices/{item}")
    String price(@PathVariable String item) {
      LOG.info("asked for {}", item);
      return prices.of(item) + "\n";
    }
  }

  /// What the service knows.
  @Service
  static class Prices {
    @Traced(value = "prices.of", arguments = true)
    public String of(String item) {
      Clew.attr("price.currency", "EUR");
      return item + " is 3 EUR";
    }
  }
}
