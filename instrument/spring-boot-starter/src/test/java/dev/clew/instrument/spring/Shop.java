package dev.clew.instrument.spring;

import dev.clew.instrument.Traced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// An application for the tests.
@SpringBootApplication
class Shop {
  private static final Logger LOG = LoggerFactory.getLogger(Shop.class);

  /// Its one endpoint.
  @RestController
  static class Endpoint {
    private final Prices prices;

    Endpoint(Prices prices) {
      this.prices = prices;
    }

    @GetMapping("/prices/{item}")
    String price(@PathVariable String item) {
      LOG.info("asked for {}", item);
      return prices.of(item);
    }
  }

  /// Its one bean.
  @Service
  static class Prices {
    @Traced(value = "prices.of", arguments = true)
    public String of(String item) {
      return item + " is 3 EUR";
    }
  }
}
