/** Plans by the name the sandbox takes. Limits: https://developer.clickup.com/docs/rate-limits */
export const plans = {
  free: { id: 13, name: 'Free Forever', rank: 0, requestsPerMinute: 100 },
  unlimited: { id: 14, name: 'Unlimited', rank: 1, requestsPerMinute: 100 },
  business: { id: 15, name: 'Business', rank: 2, requestsPerMinute: 100 },
  'business-plus': { id: 16, name: 'Business Plus', rank: 3, requestsPerMinute: 1000 },
  enterprise: { id: 17, name: 'Enterprise', rank: 4, requestsPerMinute: 10000 },
} as const;

export type Plan = keyof typeof plans;

/** Whether `plan` includes what starts with plan `from`. */
export const planIncludes = (plan: Plan, from: Plan): boolean => plans[plan].rank >= plans[from].rank;
