/** What may be configured, where the values come from, and what is wrong with them. */
package io.dlrhub.config;
