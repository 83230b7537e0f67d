/** What an operator types: talks to the API of a running hub and prints what it answers. */
package io.dlrhub.operator;
