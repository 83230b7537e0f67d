/** What the management port tells: health checks and metrics. */
package io.dlrhub.management;
