package dev.clew.demo.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The products and customers every shop opens with.
public final class Catalogue {
  public static final List<String> REGIONS = List.of("north", "south", "east", "west");

  private static final List<String> LOOKS =
      List.of("amber", "birch", "cobalt", "copper", "linen", "marble", "olive", "scarlet");
  private static final List<String> THINGS =
      List.of(
          "bowl", "chair", "clock", "desk", "jug", "kettle", "lamp", "mirror", "plate", "rug",
          "shelf", "spoon", "stool", "table", "vase");
  private static final int CUSTOMERS = 60;

  private static final List<Product> PRODUCTS = products();

  private Catalogue() {}

  public static List<Product> all() {
    return PRODUCTS;
  }

  public static List<String> customers() {
    return IntStream.rangeClosed(1, CUSTOMERS).mapToObj(number -> "c" + number).toList();
  }

  public static String regionOf(String customer) {
    return REGIONS.get(Math.floorMod(customer.hashCode(), REGIONS.size()));
  }

  private static List<Product> products() {
    List<Product> products = new ArrayList<>();
    for (String thing : THINGS) {
      for (String look : LOOKS) {
        int number = products.size() + 1;
        products.add(new Product("SKU-" + number, look + " " + thing, 490 + 37L * number));
      }
    }
    return List.copyOf(products);
  }
}
