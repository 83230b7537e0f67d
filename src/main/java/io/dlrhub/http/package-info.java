/**
 * The way out to providers and receivers: proxies, and whose certificates are trusted. Knows no
 * other room.
 */
package io.dlrhub.http;
