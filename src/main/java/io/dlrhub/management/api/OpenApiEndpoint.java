package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /api/openapi.json}: what the API answers, as OpenAPI 3.1. Paths, methods, parameters
 * and fields are read from the endpoints themselves; what each answers stands in {@code
 * answers.json} beside this class.
 */
public final class OpenApiEndpoint extends ApiEndpoint {

  private static final String ANSWERS = "answers.json";
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String SCHEMA = "schema";
  private static final String CONTENT = "content";

  private final List<ApiEndpoint> endpoints;

  /**
   * @param endpoints all that is described, later this one too; read when it is asked for
   */
  public OpenApiEndpoint(List<ApiEndpoint> endpoints) {
    super("GET", "/api/openapi.json");
    this.endpoints = endpoints;
  }

  @Override
  protected JsonNode answer(Call call) {
    JsonNode known = Json.resource(OpenApiEndpoint.class, ANSWERS);
    ObjectNode document = Json.object().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "DLR Hub management API")
        .put("version", version())
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("identifier", "Apache-2.0");
    // Beside this document's own address, so that it holds behind a proxy with a prefix too.
    document.putArray("servers").addObject().put("url", "../");
    ObjectNode paths = document.putObject("paths");
    for (ApiEndpoint endpoint : endpoints) {
      JsonNode described = known.path("calls").path(endpoint.method() + " " + endpoint.path());
      paths
          .withObject("/" + endpoint.path().replace("~", "~0").replace("/", "~1"))
          .set(
              endpoint.method().toLowerCase(Locale.ROOT),
              operation(endpoint, described, known.path("parameters")));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", known.path("schemas"));
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    document.putArray("security").addObject().putArray("token");
    return document;
  }

  private static String version() {
    String version = OpenApiEndpoint.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static ObjectNode operation(ApiEndpoint endpoint, JsonNode described, JsonNode types) {
    ObjectNode operation = Json.object();
    operation.set("summary", described.path("summary"));
    ArrayNode parameters = operation.putArray("parameters");
    Matcher variables = VARIABLE.matcher(endpoint.path());
    while (variables.find()) {
      parameter(parameters, variables.group(1), "path", types).put("required", true);
    }
    if (endpoint.takesBody()) {
      body(operation.putObject("requestBody"), endpoint, described, types);
    } else {
      endpoint.names().forEach(name -> parameter(parameters, name, "query", types));
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode good = responses.putObject(Integer.toString(endpoint.status()));
    good.put("description", "done, or asked for")
        .putObject(CONTENT)
        .putObject("application/json")
        .set(SCHEMA, described.path("answer"));
    responses
        .putObject("default")
        .put("description", "what is wrong, and what is accepted")
        .putObject(CONTENT)
        .putObject("application/problem+json")
        .putObject(SCHEMA)
        .put("$ref", "#/components/schemas/Problem");
    return operation;
  }

  private static ObjectNode parameter(ArrayNode all, String name, String in, JsonNode types) {
    ObjectNode parameter = all.addObject().put("name", name).put("in", in);
    parameter.set(SCHEMA, type(name, types));
    return parameter;
  }

  private static void body(
      ObjectNode body, ApiEndpoint endpoint, JsonNode described, JsonNode types) {
    ObjectNode schema =
        body.putObject(CONTENT)
            .putObject("application/json")
            .putObject(SCHEMA)
            .put("type", "object")
            .put("additionalProperties", false);
    ObjectNode fields = schema.putObject("properties");
    endpoint.names().forEach(name -> fields.set(name, type(name, types)));
    if (described.has("required")) {
      schema.set("required", described.path("required"));
    }
  }

  /** A text, where nothing else is known. */
  private static JsonNode type(String name, JsonNode types) {
    return types.has(name) ? types.path(name) : Json.object().put("type", "string");
  }
}
