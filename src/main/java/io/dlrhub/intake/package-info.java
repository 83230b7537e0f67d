/**
 * What stands before the routes that take reports and lists from outside: the server, the gate,
 * tokens, networks, limits and the answers.
 */
package io.dlrhub.intake;
