package io.dlrhub.config;

import java.util.List;

/** The hub will not start with this configuration; each finding is one line for an operator. */
public final class BadConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  public BadConfiguration(String line) {
    this(List.of(line));
  }

  public BadConfiguration(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  /** One line a finding. */
  public List<String> lines() {
    return lines;
  }
}
