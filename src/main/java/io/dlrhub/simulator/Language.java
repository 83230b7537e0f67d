package io.dlrhub.simulator;

/** UCloud's receipts come in either. */
public enum Language {
  CHINESE,
  ENGLISH
}
