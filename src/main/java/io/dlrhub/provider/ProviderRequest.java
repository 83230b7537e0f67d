package io.dlrhub.provider;

/**
 * A signed request, ready to be posted.
 *
 * @param path behind the endpoint's own, with its query; empty for none
 * @param contentType of the body
 * @param body UTF-8
 */
public record ProviderRequest(String path, String contentType, byte[] body) {}
