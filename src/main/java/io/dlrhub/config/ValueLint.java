package io.dlrhub.config;

import java.util.Optional;

/** Looks at the values that routes give to the parameters of Kamelets. */
final class ValueLint {

  private final Settings settings;
  private final ParameterTypes types;

  /**
   * A parameter that a route gives a value.
   *
   * @param place file, line and route
   * @param name of the parameter, which the Kamelet declares
   */
  record Use(String place, KameletDefinition kamelet, String name) {

    KameletParameter declared() {
      return kamelet.parameters().get(name);
    }
  }

  ValueLint(Settings settings, ParameterTypes types) {
    this.settings = settings;
    this.types = types;
  }

  /** What is wrong with the value as it is written there, as far as it is known. */
  Optional<Finding> look(Use use, String written) {
    return Placeholders.fill(Placeholders.withoutRaw(written), settings::find)
        .flatMap(
            value ->
                accepted(use, value)
                    .map(
                        accepted ->
                            Placeholders.only(written)
                                .map(key -> badKey(key, use, value, accepted))
                                .orElseGet(() -> badValue(use, value, accepted))));
  }

  /** What is, if that value is not: by the Kamelet, or by the key the parameter has elsewhere. */
  private Optional<String> accepted(Use use, String value) {
    Optional<String> declared = use.declared().refuses(value);
    return declared.isPresent() || value.isEmpty()
        ? declared
        : types
            .of(use.kamelet().name(), use.name())
            .filter(type -> !type.admits(value))
            .map(KeyType::accepts);
  }

  private static Finding badValue(Use use, String value, String accepted) {
    return Finding.error(
        use.place()
            + ", Kamelet "
            + use.kamelet().name()
            + ": parameter "
            + use.name()
            + refused(use.declared().secret(), value, accepted));
  }

  private static Finding badKey(String key, Use use, String value, String accepted) {
    return Finding.error(
        key,
        key
            + refused(use.declared().secret() || Secret.names(key), value, accepted)
            + "; it is parameter "
            + use.name()
            + " of Kamelet "
            + use.kamelet().name()
            + " in "
            + use.place());
  }

  private static String refused(boolean secret, String value, String accepted) {
    return "=" + (secret ? "***" : Masked.url(value)) + " is not accepted; accepted is " + accepted;
  }
}
