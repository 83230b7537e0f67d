package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What parameters of Kamelets take beyond what a Kamelet can say of them: one that the shipped
 * routes give a documented key takes what that key takes, in every route.
 */
final class ParameterTypes {

  private final RouteFiles routes;
  private Map<String, KeyType> types;

  ParameterTypes(RouteFiles routes) {
    this.routes = routes;
  }

  /** The kind of value of that parameter; empty when nothing more is known of it. */
  Optional<KeyType> of(String kamelet, String parameter) {
    if (types == null) {
      types = read(routes.shipped() ? routes : RouteFiles.ofTheJar());
    }
    return routes.hasOwn(kamelet)
        ? Optional.empty()
        : Optional.ofNullable(types.get(name(kamelet, parameter)));
  }

  private static Map<String, KeyType> read(RouteFiles shipped) {
    Map<String, KeyType> types = new HashMap<>();
    for (Route route : shipped.routes()) {
      for (Uri uri : route.uris()) {
        uri.kamelet()
            .ifPresent(
                kamelet ->
                    uri.parameters()
                        .forEach(
                            (parameter, value) ->
                                Placeholders.only(value)
                                    .flatMap(Keys::find)
                                    .ifPresent(
                                        key -> types.put(name(kamelet, parameter), key.type()))));
      }
    }
    return types;
  }

  private static String name(String kamelet, String parameter) {
    return kamelet + "?" + parameter;
  }
}
