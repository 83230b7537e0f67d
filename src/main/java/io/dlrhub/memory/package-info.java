/**
 * Memory for what comes from outside: one budget for the process, from which everything is taken
 * that a sender, a file or a provider's answer makes the process hold.
 */
package io.dlrhub.memory;
