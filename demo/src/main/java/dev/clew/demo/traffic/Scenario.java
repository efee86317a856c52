package dev.clew.demo.traffic;

/// What a customer may come for, and how often of a hundred visits.
enum Scenario {
  BROWSE(38),
  SEARCH(13),
  CHECKOUT(20),
  HISTORY(14),
  REPORT(4),
  /// The same checkout sent twice, as impatient customers do.
  DOUBLE_CLICK(2),
  /// A product that was never sold here.
  DEAD_LINK(2),
  /// A session that ended overnight.
  EXPIRED(3),
  /// A trial customer who asks for more than a trial gives.
  SCRAPE(4);

  private final int weight;

  Scenario(int weight) {
    this.weight = weight;
  }

  /// The scenario a number below 100 falls on.
  static Scenario at(int number) {
    int left = number;
    for (Scenario scenario : values()) {
      left -= scenario.weight;
      if (left < 0) {
        return scenario;
      }
    }
    throw new IllegalArgumentException("needs a number below 100, got " + number);
  }
}
