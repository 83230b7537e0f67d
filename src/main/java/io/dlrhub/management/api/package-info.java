/** The JSON API of the management port. See docs/api.md. */
package io.dlrhub.management.api;
