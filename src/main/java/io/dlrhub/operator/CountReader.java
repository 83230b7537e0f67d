package io.dlrhub.operator;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number from 1 on. */
final class CountReader implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new TypeConversionException(
          "it is '" + text + "', accepted is a whole number from 1 on");
    }
    return Long.valueOf(text);
  }
}
