package dev.clew.everything;

/// What one path does; its text is the answer.
interface Action {
  String run() throws Exception;
}
