# Row 1 with ggplot2: Rscript ggplot2_curves.R FILE
suppressPackageStartupMessages(library(ggplot2))

file <- commandArgs(trailingOnly = TRUE)[1]
c <- 1.1
shapes <- c(2, 1.5, 1, 0, -2, -Inf)
names <- c("2", "1.5", "1", "0", "−2", "−∞")
colors <- c("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")

rho <- function(x, a) {
  z <- (x / c)^2
  if (a == 2) return(z / 2)
  if (a == 0) return(log1p(z / 2))
  if (a == -Inf) return(-expm1(-z / 2))
  b <- abs(a - 2)
  b / a * ((z / b + 1)^(a / 2) - 1)
}

slope <- function(x, a) {
  z <- (x / c)^2
  if (a == 2) return(x / c^2)
  if (a == 0) return(2 * x / (x^2 + 2 * c^2))
  if (a == -Inf) return(x / c^2 * exp(-z / 2))
  x / c^2 * (z / abs(a - 2) + 1)^(a / 2 - 1)
}

x <- seq(-6 * c, 6 * c, length.out = 400)
panels <- c("ρ(x, α, c)", "∂ρ/∂x")
table <- function(f, panel, low, high) {
  do.call(rbind, lapply(seq_along(shapes), function(i) {
    y <- f(x, shapes[i])
    data.frame(x = x, y = ifelse(y < low | y > high, NA, y), alpha = names[i], panel = panel)
  }))
}
data <- rbind(table(rho, panels[1], 0, 6), table(slope, panels[2], -1.6, 1.6))
data$alpha <- factor(data$alpha, levels = names)
data$panel <- factor(data$panel, levels = panels)
second <- function(...) data.frame(..., panel = factor(panels[2], levels = panels))

picture <- ggplot(data, aes(x, y)) +
  geom_rect(data = second(xmin = -c, xmax = c, ymin = -1.6, ymax = 1.6), inherit.aes = FALSE,
    aes(xmin = xmin, xmax = xmax, ymin = ymin, ymax = ymax), fill = "#f0f0f0") +
  geom_hline(data = second(y = c(1, -1) / 1.1), aes(yintercept = y), linetype = "dashed", colour = "#888888") +
  geom_text(data = second(x = 6 * c, y = c(1, -1) / 1.1, text = c("1/c", "−1/c")), aes(label = text),
    hjust = 1, vjust = -0.3) +
  geom_line(aes(colour = alpha), na.rm = TRUE) +
  facet_wrap(~panel, scales = "free_y") +
  scale_x_continuous(breaks = c * c(-6, -4, -2, 0, 2, 4, 6), labels = c("−6c", "−4c", "−2c", "0", "2c", "4c", "6c")) +
  scale_colour_manual(values = colors) +
  labs(title = "One loss from L2 to Welsch", x = "x", y = NULL, colour = "α") +
  theme_minimal()

if (endsWith(file, ".svg")) {
  svg(file, width = 800 / 72, height = 392 / 72)
} else {
  png(file, width = 1600, height = 784, res = 144, type = "cairo")
}
print(picture)
invisible(dev.off())
