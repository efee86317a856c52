package dev.clew.serve;

/// A command cannot do what it was asked, for a reason that its user can understand.
final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  CommandException(String message) {
    super(message);
  }
}
