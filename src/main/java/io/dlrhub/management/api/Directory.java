package io.dlrhub.management.api;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which endpoint a request is for. */
final class Directory {

  private final List<Endpoint> endpoints;

  Directory(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * What was found.
   *
   * @param variables of the path
   */
  record Found(Endpoint endpoint, Map<String, String> variables) {}

  /**
   * The endpoint.
   *
   * @throws ApiError 404 for an unknown path
   * @throws WrongMethod for another method
   */
  Found find(String method, String path) {
    // A trailing slash asks for the same.
    List<String> steps = List.of(path.split("/"));
    TreeSet<String> methods = new TreeSet<>();
    for (Endpoint endpoint : endpoints) {
      Map<String, String> variables = endpoint.match(steps);
      if (variables != null) {
        if (endpoint.method().equals(method) || answersHead(endpoint, method)) {
          return new Found(endpoint, variables);
        }
        methods.add(endpoint.method());
      }
    }
    if (methods.isEmpty()) {
      throw new ApiError(404, "there is no " + path + "; there are " + paths());
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    throw new WrongMethod(String.join(", ", methods));
  }

  private static boolean answersHead(Endpoint endpoint, String method) {
    return method.equals("HEAD") && endpoint.method().equals("GET");
  }

  private String paths() {
    return endpoints.stream()
        .map(Endpoint::path)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The path is known, the method is not. */
  static final class WrongMethod extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The methods, as the header {@code Allow} has them. */
    WrongMethod(String allowed) {
      super(allowed, null, false, false);
    }
  }
}
