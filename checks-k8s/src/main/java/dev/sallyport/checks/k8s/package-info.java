/** Checks of workloads, and deployment actions with their undo, for Kubernetes. */
@NullMarked
package dev.sallyport.checks.k8s;

import org.jspecify.annotations.NullMarked;
