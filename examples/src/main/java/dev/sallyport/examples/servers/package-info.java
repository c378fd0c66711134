/**
 * The servers of the demo, each a process of its own: the shop in two versions, the load balancer
 * in front of it, and the customers.
 */
@NullMarked
package dev.sallyport.examples.servers;

import org.jspecify.annotations.NullMarked;
