package dev.clew.everything;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/// A controller under Spring MVC.
@RestController
@EnableWebMvc
class MvcEndpoint {
  @GetMapping("/orders/{id}")
  String order(@PathVariable("id") String id) {
    return "order " + id;
  }
}
