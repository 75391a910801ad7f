// The model of src/workers/SimulationPool.bench.ts in scalar C++, as a peer to be measured against:
// six correlated assets, two regimes, Student-t 6, AR(1) inflation, monthly flows, a yearly
// rebalancing with cost along a glide path, wealth kept at 31 dates and its percentiles.
//   g++ -O3 -pthread control.cpp -o control && ./control <paths> <threads> <repeats> < model.txt
// The model comes from the bench in plain numbers, so that both compute the same thing.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

constexpr int ASSETS = 6, DIMENSIONS = 7, MONTHS = 360, DATES = 31;

struct Model {
  double means[2][ASSETS], factor[2][DIMENSIONS][DIMENSIONS], stay[2], start0;
  double growth, persistence, wealth, cost, weights[30][ASSETS];
  double contributions[MONTHS], withdrawals[MONTHS];
} model;

struct Words { uint32_t w[4]; };

static inline Words philox(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3) {
  uint32_t k0 = 1, k1 = 0;
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = 0xD2511F53ull * c0, p1 = 0xCD9E8D57ull * c2;
    uint32_t n0 = uint32_t(p1 >> 32) ^ c1 ^ k0, n2 = uint32_t(p0 >> 32) ^ c3 ^ k1;
    c1 = uint32_t(p1);
    c3 = uint32_t(p0);
    c0 = n0;
    c2 = n2;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return {{c0, c1, c2, c3}};
}

static inline double unit(uint32_t word) { return (word + 0.5) * 0x1p-32; }

static inline void pair(uint32_t radiusWord, uint32_t angleWord, double *out) {
  double radius = std::sqrt(-2 * std::log(unit(radiusWord)));
  double angle = 6.283185307179586 * unit(angleWord);
  out[0] = radius * std::cos(angle);
  out[1] = radius * std::sin(angle);
}

static bool onePath(uint32_t path, double *dates, size_t stride) {
  double holdings[ASSETS], wealth = model.wealth, level = 1, growth = model.growth;
  for (int i = 0; i < ASSETS; i++) holdings[i] = model.weights[0][i] * wealth;
  dates[0] = wealth;
  int regime = -1;
  bool paid = true;
  for (int month = 1; month <= MONTHS; month++) {
    double z[8];
    for (uint32_t block = 0; block < 2; block++) {
      Words words = philox(path, month, block, 0);
      pair(words.w[0], words.w[1], z + 4 * block);
      pair(words.w[2], words.w[3], z + 4 * block + 2);
    }
    Words u = philox(path, month, 0, 1);
    double p = unit(u.w[0]);
    if (regime < 0) regime = p >= model.start0;
    else if (regime == 0) regime = p >= model.stay[0];
    else regime = p >= 1 - model.stay[1];
    double chi = -2 * std::log(unit(u.w[1]) * unit(u.w[2]) * unit(u.w[3]));
    double fat = std::sqrt(4 / chi);
    double withdrawal = model.withdrawals[month - 1];
    if (withdrawal > 0) {
      double amount = withdrawal * level;
      if (wealth < amount) paid = false;
      double left = wealth < amount ? 0 : wealth - amount;
      double share = wealth > 0 ? left / wealth : 0;
      for (double &h : holdings) h *= share;
    }
    wealth = 0;
    for (int i = 0; i < ASSETS; i++) {
      double x = 0;
      for (int j = 0; j <= i; j++) x += model.factor[regime][i][j] * z[j];
      double gross = std::max(0.05, model.means[regime][i] + x * fat);
      holdings[i] *= gross;
      wealth += holdings[i];
    }
    double x = 0;
    for (int j = 0; j < DIMENSIONS; j++) x += model.factor[regime][ASSETS][j] * z[j];
    growth = std::max(0.05, model.growth + model.persistence * (growth - model.growth) + x * fat);
    level *= growth;
    double *weights = model.weights[(month - 1) / 12];
    double contribution = model.contributions[month - 1];
    if (contribution > 0) {
      for (int i = 0; i < ASSETS; i++) holdings[i] += weights[i] * contribution * level;
      wealth += contribution * level;
    }
    if (month % 12 == 0) {
      if (month < MONTHS) {
        double *next = model.weights[month / 12], traded = 0;
        for (int i = 0; i < ASSETS; i++) traded += std::fabs(next[i] * wealth - holdings[i]);
        wealth -= model.cost * traded;
        for (int i = 0; i < ASSETS; i++) holdings[i] = next[i] * wealth;
      }
      dates[month / 12 * stride] = wealth / level;
    }
  }
  return paid;
}

static void read(double *at, int count) {
  for (int i = 0; i < count; i++)
    if (std::scanf("%lf", at + i) != 1) std::exit(1);
}

int main(int, char **arguments) {
  const size_t paths = std::atol(arguments[1]);
  const int threads = std::atoi(arguments[2]), repeats = std::atoi(arguments[3]);
  read(&model.means[0][0], sizeof(Model) / sizeof(double));
  std::vector<double> wealth(paths * DATES);
  for (int repeat = 0; repeat < repeats; repeat++) {
    auto startedAt = std::chrono::steady_clock::now();
    std::vector<size_t> paid(threads, 0);
    std::vector<std::thread> pool;
    for (int t = 0; t < threads; t++)
      pool.emplace_back([&, t] {
        size_t count = 0;
        for (size_t p = paths * t / threads; p < paths * (t + 1) / threads; p++)
          count += onePath(p, &wealth[p], paths);
        paid[t] = count;
      });
    for (auto &thread : pool) thread.join();
    pool.clear();
    for (int t = 0; t < threads; t++)
      pool.emplace_back([&, t] {
        for (int d = t; d < DATES; d += threads) {
          double *row = &wealth[d * paths];
          for (double q : {0.05, 0.25, 0.5, 0.75, 0.95})
            std::nth_element(row, row + size_t(q * (paths - 1)), row + paths);
        }
      });
    for (auto &thread : pool) thread.join();
    size_t total = 0;
    for (size_t n : paid) total += n;
    std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - startedAt;
    std::printf("%.6f %.6f\n", seconds.count(), double(total) / paths);
  }
}
